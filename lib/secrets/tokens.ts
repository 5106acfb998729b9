import { createHash, randomBytes } from 'node:crypto'

/** What is stored instead of a random token: a reader of the database cannot use it. No salt: the input has 256 bits. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** 256 random bits, safe in URLs, cookies and headers. */
export const randomToken = () => randomBytes(32).toString('base64url')
