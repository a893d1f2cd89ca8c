/**
 * Only a part of the rows of each fact is read, chosen by a hash of a key: the same rows whenever the same data is asked,
 * and those of a smaller share are among those of a larger one. Sums and counts are scaled up by `1 / share`; averages and
 * ratios are those of the rows read; least, greatest and percentiles are told as of the sample.
 */
export interface Sample {
  /** Above 0, up to 1; told apart to a millionth. */
  readonly share: number
  /**
   * The entity that is kept whole or left out, as a path from every fact that is read. Absent = the entity that the metrics
   * count by its different values, else each row by its own key.
   */
  readonly by?: string
}
