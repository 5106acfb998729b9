/** An address, or a range in CIDR spelling. */
export type Range = string

/**
 * Reached under no setting. Metadata services give a server's credentials to whoever asks from it, and an IPv6 address
 * that carries an IPv4 one could carry any of those.
 */
export const neverReached: Range[] = [
  // Link-local (RFC 3927, RFC 4291). The metadata of AWS, Google, Azure, DigitalOcean, Hetzner, Oracle and OpenStack is
  // 169.254.169.254 or fe80::a9fe:a9fe; credentials of ECS and EKS, Tencent and Scaleway are there too.
  '169.254.0.0/16',
  'fe80::/10',
  // Metadata elsewhere: Alibaba, Oracle Classic, Azure's WireServer (in a public range!), AWS, EKS, Google and Scaleway over IPv6.
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
  'fd00:42::42',
  // IPv4-compatible and unspecified (RFC 4291), mapped (RFC 4291), translated (RFC 2765), NAT64 (RFC 6052, RFC 8215),
  // Teredo (RFC 4380), 6to4 (RFC 3056).
  '::/96',
  '::ffff:0:0/96',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2001::/32',
  '2002::/16',
]

/** The one address of ::/96 that carries no IPv4. */
export const loopbackIPv6: Range = '::1'

/** IPv6 that IANA gives out for use on the internet (IPv6 Address Space registry): what is outside is not public. */
export const publicIPv6: Range = '2000::/3'

/**
 * IANA IPv4 and IPv6 Special-Purpose Address Registries (iana.org/assignments/iana-ipv4-special-registry, and -ipv6-), as
 * of October 2025, and multicast. A whole block is left out also where the registry calls a corner of it reachable: those
 * serve name servers and relays, never a webhook.
 */
export const notPublic: Range[] = [
  '0.0.0.0/8', // this network, RFC 791
  '10.0.0.0/8', // private, RFC 1918
  '100.64.0.0/10', // behind a carrier's NAT, RFC 6598
  '127.0.0.0/8', // loopback, RFC 1122
  '172.16.0.0/12', // private, RFC 1918
  '192.0.0.0/24', // protocol assignments, RFC 6890
  '192.0.2.0/24', // documentation, RFC 5737
  '192.31.196.0/24', // AS112, RFC 7535
  '192.52.193.0/24', // AMT, RFC 7450
  '192.88.99.0/24', // 6to4 relays, RFC 7526
  '192.168.0.0/16', // private, RFC 1918
  '192.175.48.0/24', // AS112, RFC 7534
  '198.18.0.0/15', // benchmarks, RFC 2544
  '198.51.100.0/24', // documentation, RFC 5737
  '203.0.113.0/24', // documentation, RFC 5737
  '224.0.0.0/4', // multicast, RFC 5771
  '240.0.0.0/4', // reserved, with broadcast, RFC 1112 and RFC 8190
  '2001::/23', // protocol assignments, with benchmarks and ORCHID, RFC 2928
  '2001:db8::/32', // documentation, RFC 3849
  '2620:4f:8000::/48', // AS112, RFC 7534
  '3fff::/20', // documentation, RFC 9637
  // Outside 2000::/3, and named so that nobody has to conclude it: discard, segment routing, ULA, site-local, multicast.
  '100::/64',
  '100:0:0:1::/64',
  '5f00::/16',
  'fc00::/7',
  'fec0::/10',
  'ff00::/8',
]
