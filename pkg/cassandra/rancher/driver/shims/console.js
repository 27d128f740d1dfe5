/** The browser's own. */
module.exports = globalThis.console;
