// What webpack makes of files that are no TypeScript.

declare module '*.yaml' {
  const translations: Record<string, unknown>;

  export default translations;
}

declare module '*.svg' {
  const url: string;

  export default url;
}

declare module '*/package.json' {
  const metadata: { name: string; version: string; description: string };

  export default metadata;
}
