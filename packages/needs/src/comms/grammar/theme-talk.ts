/** How people talk about one need. Templates as `Speech` says them; the theme can be told from each list but `asks`. */
export interface ThemeTalk {
  /** Noun phrases: said of a cause that was found, and, in threads about something else, of one that was ruled out. */
  readonly causes: readonly string[]
  /** The need itself in a sentence or two, in the words of people who use numbers. */
  readonly needs: readonly string[]
  /** What somebody found who looked into it. */
  readonly details: readonly string[]
  readonly asks: readonly string[]
  /** How it ended well. */
  readonly met: readonly string[]
  /** Short questions put to the data. */
  readonly subjects: readonly string[]
}
