/** An IPv4 address as people write it, also where it came over a socket of IPv6 (`::ffff:192.0.2.7`). */
export function plainAddress(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}
