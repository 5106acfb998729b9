import type { Metadata } from 'next'
import { requireTeam } from '@/lib/auth'

/** The title of a team's page, for members only: for everyone else it is that of the 404, which names no page. */
export const titled =
  (title: string) =>
  async ({ params }: { params: Promise<{ teamId: string }> }): Promise<Metadata> => {
    await requireTeam((await params).teamId)
    return { title }
  }
