import { useEffect, useState } from 'react'
import { useToast } from './toast'

/** A part of the page that is fetched when it is first wanted: what opens on a click need not come with every page. */
export function useLater<Part>(wanted: boolean, load: () => Promise<Part>): Part | undefined {
  const [part, setPart] = useState<Part>()
  const toast = useToast()
  useEffect(() => {
    if (!wanted || part) return
    load().then(
      (loaded) => setPart(() => loaded),
      () => toast({ tone: 'bad', title: 'This could not be loaded.', description: 'Check your network and reload.' }),
    )
  }, [wanted, part, load, toast])
  return part
}
