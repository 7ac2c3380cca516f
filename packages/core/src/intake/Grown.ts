/** Longer copies of typed arrays, for columns that grow. */

/** A column that can grow. */
export type Column = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>

/** Gives up the memory of a column that nobody reads any more: at once, not when somebody collects it. */
export const release = ({ buffer }: Column): void => {
  buffer.transfer(0)
}

/** Copies a column into a longer one and releases it; views of it are empty then. */
export const moved = <A extends Column>(column: Column, longer: A): A => {
  longer.set(column)
  release(column)
  return longer
}
