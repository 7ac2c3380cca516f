/** The durable store. */
export {}
