import type { Principal } from '@numize/access'
import type { Incoming, Reading, Upload, UploadPreview } from '@numize/sources'

export interface Keeping {
  /** For people; the project's name is made of it. */
  readonly label: string
  readonly audience: readonly string[]
  /** Columns that hold personal data. */
  readonly personal: readonly string[]
}

/** Files people send in; given by the app, which keeps them. Each is its sender's alone: to others it does not exist. */
export interface Uploads {
  /** Of one file. */
  readonly mostBytes: number
  /** @throws `sources/upload-…`, `sources/empty-file`: nothing is left of it */
  receive(incoming: Incoming, by: Principal): Promise<Upload>
  list(by: Principal): Promise<readonly Upload[]>
  find(id: string, by: Principal): Promise<Upload | null>
  preview(upload: Upload, by: Principal): Promise<UploadPreview | null>
  /** In the background; its state tells how it went. @throws `sources/upload-kept` */
  read(upload: Upload, reading: Reading, by: Principal): Promise<Upload>
  /** Where it is as it came. */
  originalFile(upload: Upload, by: Principal): string
  /** Makes it a project. @throws `sources/upload-not-read`, `sources/no-rows` */
  keep(upload: Upload, keeping: Keeping, by: Principal): Promise<Upload>
  /** With the project it became. */
  remove(upload: Upload, by: Principal): Promise<void>
}
