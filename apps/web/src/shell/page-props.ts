/** What every page but `ask` is given. */
export interface PageProps {
  readonly project: string
  /** The parts of the address after the page's name. */
  readonly path: readonly string[]
}
