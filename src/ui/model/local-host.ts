/** @file Whether an address leads to a page on this computer or in this network only. Pure. */

/** Names and addresses that other networks cannot reach: loopback (RFC 1122), private (RFC 1918), link-local (RFC 3927), IPv6's own (RFC 4193, 4291), `.local` (RFC 6762). */
const LOCAL =
  /^(localhost|.*\.(localhost|local)|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|169\.254\.[\d.]+|\[(::1|f[cd][\da-f:]+|fe80:[\da-f:]+)\])$/i;

/** @param hostname of a URL: IPv6 in brackets; empty for a file. */
export function isLocalHost(hostname: string): boolean {
  return hostname === '' || LOCAL.test(hostname);
}
