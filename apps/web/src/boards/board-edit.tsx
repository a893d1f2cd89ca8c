import { SegmentedControl, Textarea, TextInput } from '@mantine/core'
import type { Block } from '@numize/server/contract'
import { useState } from 'react'
import { PlusIcon } from '../icons.tsx'
import { go } from '../routing.ts'
import controls from '../theme/controls.module.css'
import { type Board, useChangeBoard, useRemoveBoard } from './board-queries.ts'
import styles from './boards.module.css'
import type { BoardShared } from './shared-bar.tsx'

interface Props {
  readonly project: string
  readonly board: Board
  /** What is set on the page now, to be kept for everybody. */
  readonly view: BoardShared
}

/** Title, who sees it, new blocks of words, and taking it away. */
export function BoardEdit({ project, board, view }: Props) {
  const change = useChangeBoard(project, board)
  const remove = useRemoveBoard(project)
  const { content, visibility } = board
  const [isSure, setSure] = useState(false)
  const isKept = JSON.stringify(view) === JSON.stringify({ range: content.range, filters: content.filters })
  return (
    <div className={`${controls['card']} ${styles['edit']}`}>
      <TextInput
        label="Title"
        defaultValue={content.title}
        maxLength={200}
        onBlur={(event) => {
          const title = event.currentTarget.value.trim()
          if (title !== '' && title !== content.title) change.mutate({ content: { ...content, title } })
        }}
      />
      <div className={styles['editRow']}>
        <SegmentedControl
          aria-label="Who sees it"
          value={visibility}
          onChange={(next) => change.mutate({ visibility: next })}
          data={[
            { value: 'private', label: 'Only me' },
            { value: 'team', label: 'The team' },
          ]}
        />
        <button
          type="button"
          className={controls['plain']}
          disabled={isKept}
          onClick={() => change.mutate({ content: { ...content, ...view } })}
        >
          Keep this range and these filters
        </button>
        <button
          type="button"
          className={controls['plain']}
          onClick={() =>
            isSure
              ? remove.mutate(board.id, { onSuccess: () => go({ project, page: 'boards' }) })
              : setSure(true)
          }
        >
          {isSure ? 'Yes, remove the board and its links' : 'Remove the board'}
        </button>
      </div>
      <AddWords
        onAdd={(block) => change.mutate({ content: { ...content, blocks: [...content.blocks, block] } })}
      />
    </div>
  )
}

function AddWords({ onAdd }: { onAdd: (block: Block) => void }) {
  const [text, setText] = useState('')
  const words = text.trim()
  const own = { id: crypto.randomUUID(), width: 1 }
  const add = (block: Block) => {
    onAdd(block)
    setText('')
  }
  return (
    <div className={styles['editRow']}>
      <Textarea
        className={styles['grow'] ?? ''}
        aria-label="Text or question to add"
        placeholder="A note, or a question to ask from here"
        value={text}
        maxLength={4000}
        autosize
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button
        type="button"
        className={controls['plain']}
        disabled={words === ''}
        onClick={() => add({ ...own, kind: 'text', text: words })}
      >
        <PlusIcon size={16} /> As text
      </button>
      <button
        type="button"
        className={controls['plain']}
        disabled={words === ''}
        onClick={() => add({ ...own, kind: 'question', title: 'Ask', question: words })}
      >
        <PlusIcon size={16} /> As a question
      </button>
    </div>
  )
}
