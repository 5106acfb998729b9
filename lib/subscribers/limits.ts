/** What one person may have; the oldest words go first where more was said. */
export const mostTags = 100
export const mostFields = 100
