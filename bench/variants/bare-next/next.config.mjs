import { fileURLToPath } from 'node:url'

export default {
  serverExternalPackages: ['pg'],
  poweredByHeader: false,
  // The packages are the product's own, three folders up.
  turbopack: { root: fileURLToPath(new URL('../../..', import.meta.url)) },
}
