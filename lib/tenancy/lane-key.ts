import type { TeamId } from '@/db/schema/columns'

/** The lane's lock: 63 bits of the team's id (its random half). Two teams that shared them would only wait for each other. */
export const laneKey = (team: TeamId) => BigInt.asIntN(63, BigInt(`0x${team.replaceAll('-', '').slice(16)}`))
