declare module '*.yaml' {
  const translations: Record<string, unknown>;

  export default translations;
}
