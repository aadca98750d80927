/**
 * Network addresses as text, as far as guards look at them.
 *
 * @module
 */

/** True for an IPv4 address, or an IPv6 address with or without brackets. */
export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text.replace(/^\[(.*)\]$/, "$1"));
}

/** True for 127.0.0.0/8, `::1`, and the former in IPv6 notation. */
export function isLoopback(address: string): boolean {
  const plain = unmapped(address);
  return plain === "::1" || (isIpv4(plain) && plain.startsWith("127."));
}

/**
 * What counts as one client: an IPv4 address, or the /64 network of an IPv6 address, because whoever
 * has one of its addresses has them all.
 */
export function clientKey(address: string): string {
  const plain = unmapped(address);
  if (!isIpv6(plain)) return plain;
  return [...groupsOf(plain).slice(0, 4), ":"].join(":");
}

/** `::ffff:1.2.3.4` is 1.2.3.4 for every purpose here; brackets and a zone are taken off. */
export function unmapped(address: string): string {
  // Nearly all that come are this, with every request.
  if (/^[\d.]+$/.test(address)) return address;
  const plain = address.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "").toLowerCase();
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1] ?? plain;
}

function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

function isIpv6(text: string): boolean {
  if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(":")) return false;
  return URL.canParse(`http://[${text}]/`);
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const left = head === "" ? [] : head.split(":");
  if (tail === undefined) return left;
  const right = tail === "" ? [] : tail.split(":");
  return [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
}
