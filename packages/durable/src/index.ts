/** Stores that outlive the process. */
export * as SqliteStore from "./SqliteStore.ts"
