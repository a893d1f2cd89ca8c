import type { UploadPreviewView } from '@numize/server/contract'
import controls from '../theme/controls.module.css'
import styles from './data-page.module.css'

/** The first rows of a file, as they were read. */
export const SampleTable = ({ preview: { columns, sample, rows } }: { preview: UploadPreviewView }) => {
  const shown = columns.slice(0, sample[0]?.length ?? 0)
  // rows of a file have no name but their place
  const placed = sample.map((cells, row) => ({ cells, row }))
  return (
    <section aria-label="First rows">
      <h2 className={styles['heading']}>
        {sample.length < rows ? `The first ${sample.length} rows` : 'All rows'}
        {shown.length < columns.length &&
          `, ${shown.length} of ${columns.length.toLocaleString('en-US')} columns`}
      </h2>
      {rows === 0 ? (
        <p className={styles['none']}>There are no rows below the header.</p>
      ) : (
        <div
          className={`${controls['card']} ${styles['scroll']}`}
          role="group"
          tabIndex={0}
          aria-label="First rows, scrolls sideways"
        >
          <table className={styles['sample']}>
            <thead>
              <tr>
                {shown.map(({ name, choice }) => (
                  <th key={name} scope="col" data-align={choice === 'number' ? 'end' : undefined}>
                    <bdi>{name}</bdi>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {placed.map(({ cells, row }) => (
                <tr key={row}>
                  {shown.map(({ name, choice }, at) => (
                    <td key={name} dir="auto" data-align={choice === 'number' ? 'end' : undefined}>
                      {cells[at] === null ? (
                        <span className={styles['empty']}>empty</span>
                      ) : (
                        String(cells[at])
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
