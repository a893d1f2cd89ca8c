import { Loader, Skeleton } from '@mantine/core'
import type { UploadPreviewView, UploadView } from '@numize/server/contract'
import { useEffect, useState } from 'react'
import { Notice } from '../answer/notice.tsx'
import { BlockedIcon, CheckIcon, InfoIcon, WarningIcon } from '../icons.tsx'
import { go } from '../routing.ts'
import { sentence } from '../sentence.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import controls from '../theme/controls.module.css'
import { ColumnsTable } from './columns-table.tsx'
import styles from './data-page.module.css'
import { KeepForm } from './keep-form.tsx'
import { SampleTable } from './sample-table.tsx'
import { SheetChoice } from './sheet-choice.tsx'
import { sizeOf } from './size-of.ts'
import { useReadAnew, useRemove, useUpload } from './upload-queries.ts'

/** One file: what was found in it, put right column by column, then kept. */
export function UploadPage({ project, id }: { project: string; id: string }) {
  const { data, error, isPending } = useUpload(id)
  const upload = data?.upload
  return (
    <PageFrame
      title={upload?.name ?? 'File'}
      intro={upload ? introOf(upload) : undefined}
      actions={upload && <Actions project={project} upload={upload} />}
      isWide
      isBusy={isPending || upload?.state === 'reading'}
    >
      {error && (
        <Notice tone="bad" icon={<BlockedIcon />} title="This file cannot be shown">
          <p>{sentence(error.message)}</p>
        </Notice>
      )}
      {isPending && <Skeleton height={320} radius="lg" />}
      {data && <Content upload={data.upload} preview={data.preview} />}
    </PageFrame>
  )
}

const introOf = ({ bytes, format }: UploadView): string => `${sizeOf(bytes)}, ${FORMATS[format]}`

const FORMATS: Readonly<Record<UploadView['format'], string>> = {
  csv: 'CSV',
  tsv: 'TSV',
  json: 'JSON',
  parquet: 'Parquet',
  excel: 'Excel',
}

function Actions({ project, upload }: { project: string; upload: UploadView }) {
  const [isSure, setIsSure] = useState(false)
  const remove = useRemove()
  const back = () => go({ project, page: 'data' })
  if (!isSure)
    return (
      <button type="button" className={controls['plain']} onClick={() => setIsSure(true)}>
        {upload.state === 'reading' ? 'Cancel' : 'Remove'}
      </button>
    )
  return (
    <>
      <button
        type="button"
        className={controls['plain']}
        disabled={remove.isPending}
        onClick={() => remove.mutate(upload.id, { onSuccess: back })}
      >
        {upload.project === null ? 'Yes, remove it' : 'Yes, remove it and what can be asked of it'}
      </button>
      <button type="button" className={controls['quiet']} onClick={() => setIsSure(false)}>
        No
      </button>
    </>
  )
}

interface Props {
  readonly upload: UploadView
  readonly preview: UploadPreviewView | null
}

function Content({ upload, preview }: Props) {
  if (upload.state === 'reading' || upload.state === 'received') return <BeingRead />
  return (
    <div className={styles['parts']} aria-live="polite">
      {upload.problem !== null && (
        <Notice tone="bad" icon={<BlockedIcon />} title="This file cannot be read">
          <p>{sentence(upload.problem)}</p>
        </Notice>
      )}
      {upload.state === 'kept' && upload.project !== null && <Kept project={upload.project} />}
      {preview && <Found key={JSON.stringify(upload.reading)} upload={upload} preview={preview} />}
    </div>
  )
}

function BeingRead() {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((now) => now + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className={styles['reading']} role="status">
      <Loader size="sm" />
      <p>
        The file is being read{seconds > 4 && `, ${seconds} s so far`}. You may leave this page; it goes on.
      </p>
    </div>
  )
}

const Kept = ({ project }: { project: string }) => (
  <Notice tone="accent" icon={<CheckIcon />} title="This file can be asked">
    <p>
      <button type="button" className={controls['choice']} onClick={() => go({ project, thread: null })}>
        Ask a question
      </button>
    </p>
  </Notice>
)

const SHOWN_PROBLEMS = 20

function Found({ upload, preview }: Pick<Props, 'upload'> & { preview: UploadPreviewView }) {
  const suspected = preview.columns.filter(({ personal }) => personal !== null).map(({ name }) => name)
  const [personal, setPersonal] = useState<ReadonlySet<string>>(new Set(suspected))
  const readAnew = useReadAnew(upload.id)
  const isOpen = upload.state === 'read'
  const { sheet, chosen } = upload.reading
  return (
    <>
      <p className={styles['count']}>{countsOf(preview)}</p>
      {isOpen && preview.sheets.length > 1 && (
        <SheetChoice
          sheets={preview.sheets}
          sheet={preview.sheet}
          onChoose={(next) => readAnew.mutate({ sheet: next, chosen: {} })}
        />
      )}
      {preview.warnings.length > 0 && (
        <Notice tone="quiet" icon={<InfoIcon />} title="What was not read as it stands">
          <ul className={styles['lines']}>
            {preview.warnings.slice(0, SHOWN_PROBLEMS).map((warning) => (
              <li key={warning}>{sentence(warning)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {preview.problems.length > 0 && <Problems preview={preview} />}
      {isOpen && <KeepForm upload={upload} preview={preview} personal={personal} />}
      <ColumnsTable
        columns={preview.columns}
        personal={personal}
        isOpen={isOpen}
        onPersonal={setPersonal}
        onChoose={(name, choice) => readAnew.mutate({ sheet, chosen: { ...chosen, [name]: choice } })}
      />
      <SampleTable preview={preview} />
    </>
  )
}

function countsOf({ rows, columns, rejectedRows, emptyRows }: UploadPreviewView): string {
  const count = (figure: number, one: string, many: string) =>
    `${figure.toLocaleString('en-US')} ${figure === 1 ? one : many}`
  const parts = [`${count(rows, 'row', 'rows')} and ${count(columns.length, 'column', 'columns')}`]
  if (rejectedRows > 0)
    parts.push(`left out: ${count(rejectedRows, 'row that does not fit', 'rows that do not fit')}`)
  if (emptyRows > 0) parts.push(`left out: ${count(emptyRows, 'empty row', 'empty rows')}`)
  return `${parts.join('; ')}.`
}

const Problems = ({ preview: { problems } }: { preview: UploadPreviewView }) => (
  <Notice tone="warn" icon={<WarningIcon />} title="Rows to look at in the file">
    <ul className={styles['lines']}>
      {problems.slice(0, SHOWN_PROBLEMS).map(({ row, column, problem }) => (
        <li key={`${row} ${column}`}>
          Row {row.toLocaleString('en-US')}
          {column !== null && (
            <>
              , column <bdi>{column}</bdi>
            </>
          )}
          : {problem}.
        </li>
      ))}
    </ul>
    {problems.length > SHOWN_PROBLEMS && <p>And more like these.</p>}
  </Notice>
)
