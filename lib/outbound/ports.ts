/**
 * Where nothing is sent although the address is public. Below 1024 only 443: the others belong to other protocols, and
 * https speaks on 443. Above, those the Fetch standard calls bad (fetch.spec.whatwg.org/#port-blocking), and those of
 * databases, caches and machine control, which believe whoever reaches them: Sluice is not to knock there for a user.
 */
export function isPortRefused(port: string): boolean {
  return port !== '' && port !== '443' && (Number(port) < 1024 || refused.has(Number(port)))
}

const refused = new Set([
  // Fetch: H.323, PPTP, NFS, Apple's Xsan, NPP, Sieve, SIP, X11, Open Shortest, IRC, Amanda.
  ...[
    1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
  ],
  // SQL Server, Oracle, MySQL, PostgreSQL, CouchDB, Redis, Cassandra, Elasticsearch, Memcached, MongoDB.
  ...[1433, 1521, 3306, 5432, 5984, 6379, 9042, 9200, 9300, 11211, 27017, 27018, 27019],
  // ZooKeeper, Docker, etcd, remote desktop, VNC, Kubernetes, WinRM, Consul.
  ...[2181, 2375, 2376, 2379, 2380, 3389, 5900, 5985, 5986, 6443, 8500, 10250, 10255],
])
