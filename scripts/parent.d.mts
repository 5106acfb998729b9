export function whenNpmEnds(gone: () => void): void
