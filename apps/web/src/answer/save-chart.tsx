import { Menu, useComputedColorScheme } from '@mantine/core'
import type { Chart } from '@numize/blocks'
import { useState } from 'react'
import { DownloadIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import { downloadBlob, fileName } from './download.ts'

const KINDS = { png: 'Picture (PNG)', svg: 'Drawing (SVG)' } as const

/** Takes a chart away as a file, in the colours it is seen in. */
export function SaveChart({ chart, title }: { chart: Chart; title: string }) {
  const scheme = useComputedColorScheme('dark')
  const [problem, setProblem] = useState('')
  const save = async (kind: keyof typeof KINDS): Promise<void> => {
    setProblem('')
    try {
      const { chartFile } = await import('./draw-chart.ts')
      downloadBlob(`${fileName(title)}.${kind}`, await chartFile(chart.spec, { kind, title, scheme }))
    } catch {
      setProblem('This chart could not be made into a file. Take the rows as CSV instead.')
    }
  }
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <button type="button" className={controls['quiet']} aria-label="Save the chart">
            <DownloadIcon size={16} /> Save
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.entries(KINDS).map(([kind, label]) => (
            <Menu.Item key={kind} onClick={() => void save(kind as keyof typeof KINDS)}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {problem !== '' && <small role="alert">{problem}</small>}
    </>
  )
}
