import { ServerResponse } from 'node:http'
import pg from 'pg'
import { openDoor } from '@/lib/inbox/testing-door'

/**
 * A door that is killed at its first webhook: DIES=before = before the insert is sent, DIES=after = when it is committed
 * and the answer about to be written. Says on which port it listens.
 */
const die = () => process.kill(process.pid, 'SIGKILL')

if (process.env.DIES === 'before') {
  const query = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...given: [unknown]) {
    if (Reflect.get(Object(given[0]), 'name') === 'receive') die()
    return Reflect.apply(query, this, given)
  } as typeof query
} else {
  ServerResponse.prototype.writeHead = () => {
    die()
    throw new Error('killed')
  }
}

const door = await openDoor()
process.stdout.write(`${JSON.stringify({ ready: door.port })}\n`)
