import { Progress } from '@mantine/core'
import { useRef, useState } from 'react'
import { Notice } from '../answer/notice.tsx'
import { BlockedIcon, CrossIcon, UploadIcon } from '../icons.tsx'
import { go } from '../routing.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import styles from './data-page.module.css'
import { sendFile } from './send-file.ts'
import { sizeOf } from './size-of.ts'
import { refreshUploads } from './upload-queries.ts'

const ACCEPTED = '.csv,.tsv,.txt,.tab,.xlsx,.xlsm,.parquet,.pq,.json,.jsonl,.ndjson'

interface Under {
  readonly file: File
  readonly share: number
  readonly stop: () => void
}

/** Takes a file by drop or by choice, and shows how far it is. */
export function DropZone({ project, mostBytes }: { project: string; mostBytes: number }) {
  const { sending, trouble, send } = useSending(project, mostBytes)
  const [isOver, setIsOver] = useState(false)
  return (
    <section aria-label="Send a file" className={styles['send']}>
      <div
        className={`${controls['card']} ${styles['drop']}`}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setIsOver(false)
          const [file] = event.dataTransfer.files
          if (file && !sending) void send(file)
        }}
      >
        {sending ? <SendingFile {...sending} /> : <ChooseFile mostBytes={mostBytes} onChoose={send} />}
      </div>
      <div aria-live="polite">
        {trouble !== null && (
          <Notice tone="bad" icon={<BlockedIcon />} title="The file was not taken">
            <p>{sentence(trouble)}</p>
          </Notice>
        )}
      </div>
    </section>
  )
}

/** The file that is being sent, what went wrong with the last one, and how to send another. */
function useSending(project: string, mostBytes: number) {
  const [sending, setSending] = useState<Under | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const send = async (file: File): Promise<void> => {
    setTrouble(null)
    if (file.size > mostBytes) {
      setTrouble(`${file.name} has ${sizeOf(file.size)}, and ${sizeOf(mostBytes)} are the most.`)
      return
    }
    const stopping = new AbortController()
    const show = (share: number) => setSending({ file, share, stop: () => stopping.abort() })
    show(0)
    try {
      const { id } = await sendFile(file, { onProgress: show, signal: stopping.signal })
      await refreshUploads()
      go({ project, page: 'data', path: ['file', id] })
    } catch (error) {
      if (!stopping.signal.aborted) setTrouble((error as Error).message)
    }
    setSending(null)
  }
  return { sending, trouble, send }
}

interface ChooseProps {
  readonly mostBytes: number
  readonly onChoose: (file: File) => Promise<void>
}

function ChooseFile({ mostBytes, onChoose }: ChooseProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <UploadIcon size={28} />
      <p>
        <strong>Drop a file here</strong> or choose one. CSV, TSV, Excel, Parquet or JSON, up to{' '}
        {sizeOf(mostBytes)}.
      </p>
      <button type="button" className={controls['primary']} onClick={() => input.current?.click()}>
        Choose a file
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        aria-label="File to send"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) void onChoose(file)
          currentTarget.value = ''
        }}
      />
    </>
  )
}

const SendingFile = ({ file, share, stop }: Under) => (
  <div className={styles['sending']}>
    <p>
      Sending <bdi>{file.name}</bdi>, {Math.round(share * 100)} % of {sizeOf(file.size)}
    </p>
    <Progress value={share * 100} aria-label={`Sending ${file.name}`} />
    <button type="button" className={controls['plain']} onClick={stop}>
      <CrossIcon size={16} /> Cancel
    </button>
  </div>
)
