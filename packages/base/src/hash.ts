import { md5 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from './json.ts'

/** SHA-256 of a text, 64 lower-case hex digits. */
export const hashText = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

/** SHA-256 of a value's canonical JSON, 64 lower-case hex digits. */
export const hashJson = (value: unknown): string => hashText(canonicalJson(value))

/** MD5 of a text, 32 lower-case hex digits: only to recognise what somebody else hashed so, never to protect. */
export const md5Text = (text: string): string => bytesToHex(md5(utf8ToBytes(text)))
