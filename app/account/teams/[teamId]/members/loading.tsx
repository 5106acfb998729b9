import { TeamLoading } from '@/components/account/team-loading'

export default function Loading() {
  return <TeamLoading label="Loading members" />
}
