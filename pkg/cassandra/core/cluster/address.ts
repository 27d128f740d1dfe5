/**
 * Brings the spellings of an IP address together: Java prints `2001:db8:0:0:0:0:0:1`, Kubernetes `2001:db8::1`.
 * Anything that is not an IPv6 address is only put in lower case.
 */
export function canonicalAddress(address: string): string {
  const [text = ''] = address.toLowerCase().split('%');

  if (!text.includes(':')) {
    return text;
  }
  const [head = '', tail] = text.split('::');
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);

  return [...left, ...Array.from({ length: zeros }, () => '0'), ...right].join(':');
}

function groups(text: string): string[] {
  return text === '' ? [] : text.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
}
