// `npm run up`: from a fresh clone to the running app. Ctrl-C stops everything it started.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, ensureInstalled, root } from './ready.mjs'

ensureInstalled(console.log)
ensureBuilt(console.log)

// In this very process: signals and the end of npm reach the launcher without a go-between.
const launcher = join(root, 'dist/launch.mjs')
process.env.NODE_ENV = 'production'
process.argv = [process.argv[0], launcher, 'up']
await import(pathToFileURL(launcher).href)
