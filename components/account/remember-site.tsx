'use client'

import { useEffect } from 'react'

/** Notes the site one looks at, so that `/` leads back to it. A hint only: the start page asks the database whether it is still mine. */
export function RememberSite({ siteId }: { siteId: string }) {
  useEffect(() => {
    const secure = location.protocol === 'https:' ? '; Secure' : ''
    // biome-ignore lint/suspicious/noDocumentCookie: one plain cookie; the Cookie Store API is not in every browser yet
    document.cookie = `sluice.site=${siteId}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
  }, [siteId])
  return null
}
