// The languages, by tag. The build writes what the folders of `locales/` hold in place of this.

/** @type {Record<string, { name: string, failed: string }>} */
export const LANGUAGES = {};
