import { Menu, Tooltip } from '@mantine/core'
import type { Part, Reading } from '@numize/planner'
import type { QuestionPlan } from '@numize/semantic'
import type { CatalogView } from '@numize/server/contract'
import { useRef, useState } from 'react'
import { useCatalog, useWelcome } from '../api/queries.ts'
import { CrossIcon, PlusIcon } from '../icons.tsx'
import styles from './chips/chips.module.css'
import { type Chip, chipsOf, wordsOfPiece } from './chips/chips-of.ts'
import { PieceEditor } from './chips/piece-editor.tsx'
import { countOf, keyOfPiece, type Piece, piecesOf, without } from './chips/pieces.ts'

interface Props {
  readonly project: string
  readonly reading: Reading
  /** Asks another Plan instead, called so; null = the parts are only read. */
  readonly onRevise: ((plan: QuestionPlan, question: string) => void) | null
}

/** The words as understood: what was said, what was assumed, what could not be applied. A part that is changed is asked anew. */
export function Understood({ project, reading, onRevise }: Props) {
  const { data: catalog } = useCatalog(project)
  const { data: welcome } = useWelcome(project)
  const [open, setOpen] = useState<{ readonly piece: Piece; readonly words: string } | null>(null)
  const opener = useRef<HTMLElement | null>(null)
  const chips = chipsOf(reading, catalog)
  if (chips.length === 0) return null
  const { plan } = reading
  const canEdit = onRevise !== null && catalog !== undefined && welcome !== undefined
  const edit = (piece: Piece, words: string) => {
    opener.current = document.activeElement as HTMLElement | null
    setOpen(open && keyOfPiece(open.piece) === keyOfPiece(piece) ? null : { piece, words })
  }
  const close = () => {
    setOpen(null)
    opener.current?.focus()
  }
  const revise = (next: QuestionPlan, question: string) => {
    setOpen(null)
    onRevise?.(next, question)
  }
  return (
    <>
      <ul className={styles['chips']} aria-label="How your words were read">
        {chips.map((chip, at) => (
          <ChipItem
            key={at}
            chip={chip}
            rest={canEdit && chip.piece ? without(plan, chip.piece) : null}
            isOpen={open !== null && chip.piece !== null && keyOfPiece(open.piece) === keyOfPiece(chip.piece)}
            onEdit={canEdit ? edit : null}
            onRemove={(rest) => revise(rest, `Without: ${chip.words}`)}
          />
        ))}
        {canEdit && <AddChip plan={plan} onAdd={edit} />}
      </ul>
      {open && canEdit && (
        <PieceEditor
          key={keyOfPiece(open.piece)}
          project={project}
          catalog={catalog}
          now={welcome.now.at}
          plan={plan}
          piece={open.piece}
          words={open.words}
          onApply={(next, isRemoval) =>
            revise(next, isRemoval ? `Without: ${open.words}` : titleOfChange(next, open.piece, catalog))
          }
          onClose={close}
        />
      )}
    </>
  )
}

const TITLES: Readonly<Record<Piece['kind'], string>> = {
  metric: 'Measure',
  group: 'Split',
  filter: 'Only where',
  period: 'Period',
  comparison: 'Comparison',
  limit: 'Rows',
  sample: 'Sample',
}

/** `Period: In 2025`, `Only where: Country is FR`. */
function titleOfChange(plan: QuestionPlan, piece: Piece, catalog: CatalogView): string {
  const words = wordsOfPiece(plan, piece, catalog)
  return `${TITLES[piece.kind]}: ${words === '' ? 'all of it' : words}`.slice(0, 300)
}

interface ChipProps {
  readonly chip: Chip
  /** What would be asked without it; null where it cannot be taken away. */
  readonly rest: QuestionPlan | null
  readonly isOpen: boolean
  readonly onEdit: ((piece: Piece, words: string) => void) | null
  readonly onRemove: (rest: QuestionPlan) => void
}

function ChipItem({ chip, rest, isOpen, onEdit, onRemove }: ChipProps) {
  const { state, words, piece } = chip
  const content = (
    <>
      {state !== 'stated' && <small>{state === 'assumed' ? 'Assumed' : 'Not applied'}</small>}
      <span dir="auto">{words}</span>
    </>
  )
  return (
    <li className={styles['chip']} data-state={state}>
      <Tooltip label={explain(chip)} withArrow multiline maw={320}>
        {piece && onEdit ? (
          <button
            type="button"
            className={styles['words']}
            aria-expanded={isOpen}
            onClick={() => onEdit(piece, words)}
          >
            {content}
          </button>
        ) : (
          <span className={styles['words']} tabIndex={0}>
            {content}
          </span>
        )}
      </Tooltip>
      {rest && (
        <button
          type="button"
          className={styles['remove']}
          aria-label={`Take away: ${words}`}
          onClick={() => onRemove(rest)}
        >
          <CrossIcon size={12} />
        </button>
      )}
    </li>
  )
}

interface AddProps {
  readonly plan: QuestionPlan
  readonly onAdd: (piece: Piece, words: string) => void
}

/** What may still be added to a question. */
function AddChip({ plan, onAdd }: AddProps) {
  return (
    <li>
      <Menu position="bottom-start" withinPortal returnFocus={false}>
        <Menu.Target>
          <button type="button" className={styles['add']}>
            <PlusIcon size={12} /> Add
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {additionsTo(plan).map(({ piece, words }) => (
            <Menu.Item key={keyOfPiece(piece)} onClick={() => onAdd(piece, words)}>
              {words}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}

function additionsTo(plan: QuestionPlan): readonly { readonly piece: Piece; readonly words: string }[] {
  const there = new Set(piecesOf(plan).map(keyOfPiece))
  const isBounded = plan.time?.start != null && plan.time.end !== null
  const ofMetrics: { piece: Piece; words: string }[] =
    plan.kind === 'metrics'
      ? [
          { piece: { kind: 'group', at: plan.groupBy.length }, words: 'Split by something' },
          { piece: { kind: 'metric', at: plan.metrics.length }, words: 'Another measure' },
          ...(isBounded
            ? [{ piece: { kind: 'comparison' } as const, words: 'Compare with another period' }]
            : []),
          ...(plan.metrics.length > 0
            ? [{ piece: { kind: 'sample' } as const, words: 'Estimate from a sample' }]
            : []),
        ]
      : []
  return [
    { piece: { kind: 'filter', at: plan.where.length } as const, words: 'Only where …' },
    { piece: { kind: 'period' } as const, words: 'A period' },
    ...ofMetrics,
    ...(countOf(plan) === null ? [{ piece: { kind: 'limit' } as const, words: 'Only the first' }] : []),
  ].filter(({ piece }) => !there.has(keyOfPiece(piece)))
}

function explain({ part, state, piece }: Chip): string {
  const change = piece ? ' Choose it to change it.' : ''
  if (!part) return `Part of what was asked of the data.${change}`
  return `${origin(part, state)}${change}`
}

function origin({ kind, text, span }: Part, state: Chip['state']): string {
  const words = text === '' ? '' : ` “${text}”`
  if (state === 'dropped')
    return `You asked for${words || ' this'}; the answer does not take it into account.`
  if (state === 'assumed') return `You did not say: this ${kind} was assumed.`
  if (span !== null) return `Read from${words}.`
  return words === '' ? 'Chosen by you.' : `Kept from your earlier question: ${words.trim()}.`
}
