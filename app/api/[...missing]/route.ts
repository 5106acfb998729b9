import { notFound, refusal, requestIdOf } from '@/app/api/answers'

/** An address the API does not have answers like an id it does not have: JSON, the same body, never a page. */
const missing = (request: Request) => refusal(notFound(), requestIdOf(request))

// HEAD follows GET. OPTIONS would otherwise say that there is something.
export { missing as DELETE, missing as GET, missing as OPTIONS, missing as PATCH, missing as POST, missing as PUT }
