/** For tests: ways to spell an address or a name of a private network, or to smuggle one past a check (OUT-05). */

const insideV4 = ['127.0.0.1', '10.0.0.5', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.100.100.200', '0.0.0.0']

/** Every spelling that `URL` or getaddrinfo may read as this IPv4 address. */
function spellings(address: string): string[] {
  const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number]
  const whole = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
  const hex = whole.toString(16).padStart(8, '0')
  const [high, low] = [hex.slice(0, 4), hex.slice(4)]
  const octal = (part: number) => `0${part.toString(8)}`
  const flipped = (~whole >>> 0).toString(16).padStart(8, '0')
  return [
    address,
    `${address}.`,
    String(whole),
    `0x${hex}`,
    `0X${hex.toUpperCase()}`,
    `0${whole.toString(8)}`,
    [a, b, c, d].map((part) => `0x${part.toString(16)}`).join('.'),
    [a, b, c, d].map(octal).join('.'),
    [a, b, c, d].map((part) => `00000${octal(part)}`).join('.'),
    `${a}.${b}.${(c << 8) | d}`,
    `${a}.${(b << 16) | (c << 8) | d}`,
    `${octal(a)}.${b}.0x${c.toString(16)}.${d}`,
    address.replaceAll('.', '%2e'),
    [...address].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join(''),
    address.replaceAll('.', '\u3002'),
    address.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    address.replace(/[1-9]/g, (digit) => String.fromCharCode(0x2460 + Number(digit) - 1)),
    `[::ffff:${address}]`,
    `[::FFFF:${high}:${low}]`,
    `[0:0:0:0:0:ffff:${high}:${low}]`,
    `[::${address}]`,
    `[::ffff:0:${address}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
    `[2001:0:4136:e378:8000:63bf:${flipped.slice(0, 4)}:${flipped.slice(4)}]`,
  ]
}

const otherHosts = [
  ...['localhost', 'LOCALHOST', 'localhost.', 'localhost.localdomain', 'foo.localhost', 'intranet', 'db', 'metadata'],
  ...[
    'metadata.google.internal',
    'metadata.google.internal.',
    'printer.local',
    'nas.lan',
    'gitlab.corp',
    'router.home',
  ],
  ...['hidden.onion', 'router.home.arpa', '1.0.0.127.in-addr.arpa', 'x.alt', 'kubernetes.default.svc.cluster.local'],
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::1%25lo]', '[fe80::1]', '[fe80::1%25eth0]', '[fe80::a9fe:a9fe]'],
  ...['[fc00::1]', '[fd12:3456::1]', '[fd00:ec2::254]', '[fd00:ec2::23]', '[fd20:ce::254]', '[fd00:42::42]'],
  ...['[fec0::1]', '[ff02::1]', '[100::1]', '[2001:db8::1]', '[3fff::1]', '[5f00::1]', '[2001:2::1]', '[4000::1]'],
  ...['168.63.129.16', '192.0.0.192', '255.255.255.255', '224.0.0.1', '240.0.0.1', '198.18.0.1', '203.0.113.9'],
  ...['192.0.2.1', '198.51.100.7', '192.88.99.1', '100.64.0.1', '1572395042', '0x5db8d822', '0135.0270.0330.042'],
  ...['example.com.', 'exa\u00admple.com', 'exa\u200bmple.com', 'example\u3002com', 'ｅxample.com', '\u24d4xample.com'],
  ...[
    '127.0.0.1.example.com.',
    '.example.com',
    'example..com',
    'exa mple.com',
    'example.com%00.evil.com',
    'a_b',
    '-.com',
  ],
  ...['example.com:22', 'example.com:25', 'example.com:80', 'example.com:0', 'example.com:6379', 'example.com:5432'],
  ...['example.com:2375', 'example.com:11211', 'example.com:65536', 'example.com:-1', 'example.com:443:80', 'x.com:１'],
  ...['user@example.com', 'user:pass@example.com', '@example.com', 'example.com@127.0.0.1', '127.0.0.1@example.com'],
  ...['example.com:80@127.0.0.1', 'example.com%40127.0.0.1', 'example.com\\@127.0.0.1', '127.0.0.1\\.example.com'],
  ...['example.com%2f@127.0.0.1', '127.0.0.1%23.example.com', '127.0.0.1:443\\@example.com', `${'a'.repeat(64)}.com`],
]

const otherUrls = [
  ...['http://example.com/', 'HTTP://example.com/', 'http://127.0.0.1/', 'ftp://example.com/', 'file:///etc/passwd'],
  ...['file://127.0.0.1/etc/passwd', 'gopher://127.0.0.1:6379/_FLUSHALL', 'dict://127.0.0.1:11211/stat', 'data:,x'],
  ...[
    'javascript:alert(1)',
    'ldap://127.0.0.1/',
    'unix:/var/run/docker.sock',
    'ws://example.com/',
    'wss://example.com/',
  ],
  ...['blob:https://example.com/x', 'about:blank', 'jar:https://example.com/', 'view-source:https://example.com/'],
  ...['https:example.com', 'https:/example.com', 'https:///example.com', 'https:\\\\example.com', '//example.com/'],
  ...['/hooks', 'example.com', 'example.com/hooks', 'https://', 'https://?', 'https://#', 'https://:443/', ''],
  ...[' https://example.com/', 'https://example.com/ ', 'ht\ntps://example.com/', 'https://exam\tple.com/'],
  ...[
    'https://example.com/\r\nHost: 127.0.0.1',
    'https://example.com/\u0000',
    'https://example.com/\u202e',
    '\ufeffhttps://a.com',
  ],
  ...['https://example.com/#@127.0.0.1/', 'https://127.0.0.1#@example.com/', 'https://127.0.0.1?@example.com/'],
  ...['https://example.com\\..\\127.0.0.1', `https://example.com/${'x'.repeat(2_000)}`, 'https://[::1', 'https://::1/'],
  ...[
    'https://[127.0.0.1]/',
    'https://[example.com]/',
    'https://127.0.0.1:80:443/',
    'https://1.2.3/',
    'https://256.1.1.1/',
  ],
]

export const hostileUrls = [
  ...[...insideV4.flatMap(spellings), ...otherHosts].map((host) => `https://${host}/latest/meta-data`),
  ...otherUrls,
]

/** What a name server may answer for a name that looks fine. */
export const hostileAnswers = [
  ...insideV4,
  ...['127.1.2.3', '127.255.255.255', '10.255.255.255', '172.31.255.255', '192.168.255.255', '169.254.170.2'],
  ...['100.64.0.0', '100.127.255.255', '168.63.129.16', '192.0.0.1', '192.0.0.192', '192.0.2.1', '192.88.99.1'],
  ...['192.31.196.1', '192.52.193.1', '192.175.48.1', '198.18.0.0', '198.19.255.255', '198.51.100.1', '203.0.113.1'],
  ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '0.255.255.255', '::', '::1', '::2', '::7f00:1'],
  ...insideV4.map((address) => `::ffff:${address}`),
  ...[
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:5',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    '2001::1',
    '2001:0:7f00:1::',
    '2001:2::1',
  ],
  ...['2001:10::1', '2001:20::1', '2001:1ff:ffff::1', '2001:db8::1', '3fff::1', '3fff:fff::1', '2620:4f:8000::1'],
  ...['100::1', '100:0:0:1::1', '5f00::1', 'fc00::1', 'fdff::1', 'fd00:ec2::254', 'fd20:ce::254', 'fe80::1', 'febf::1'],
  ...[
    'fec0::1',
    'ff02::1',
    'ff0e::1',
    '4000::1',
    '8000::1',
    '200::1',
    '::ffff:0:7f00:1',
    'fe80::1%lo',
    'localhost',
    '',
  ],
]
