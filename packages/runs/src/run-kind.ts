/** What a kind of run does. It may be begun again at any moment, with the steps that were finished already journaled. */
export interface RunKind<Input = unknown, Output = unknown> {
  readonly kind: string
  /** How often its work may throw before the run has failed. Default 3. */
  readonly tries?: number
  work(context: RunContext<Input>): Promise<Output>
}

export interface RunContext<Input = unknown> {
  readonly orgId: string
  readonly runId: string
  /** Who started it; null for a schedule without a person. */
  readonly userId: string | null
  readonly input: Input
  /** Aborted when somebody stops the run, the server stops, or another process took the run over. */
  readonly signal: AbortSignal
  /**
   * Does a piece of work once: where the journal has it, its output (JSON) is given without doing it again. An
   * interrupted step is begun again, so what it writes elsewhere goes to a place named by `key`, whole or not at all.
   */
  readonly step: <T>(name: string, work: (step: { readonly key: string }) => Promise<T>) => Promise<T>
  /** Tells those who watch something (JSON); kept with the run. Inside a step it is told again when that begins again. */
  readonly tell: (event: unknown) => Promise<void>
}
