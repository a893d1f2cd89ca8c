import { expect, it } from 'vitest'
import { hashPassword, passwordMatches, requireStrong } from './passwords.ts'

it('keeps argon2id with its own salt, and knows the password again however a keyboard wrote it', async () => {
  const [one, two] = [await hashPassword('caf\u00e9 am Hafen 7'), await hashPassword('caf\u00e9 am Hafen 7')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(two)
  expect(await passwordMatches(one, 'cafe\u0301 am Hafen 7')).toBe(true)
  expect(await passwordMatches(one, 'cafe am Hafen 7')).toBe(false)
  expect(await passwordMatches(null, 'caf\u00e9 am Hafen 7')).toBe(false)
})

const about = ['ada.lovelace', 'Ada Lovelace', 'ada@analytical.example', 'acme']

it.each([
  'short words',
  'aaaaaaaaaaaaaaaa',
  'abababababababab',
  'Password2024!',
  'P@ssw0rd1234',
  'passwordpassword',
  'qwertyuiop123',
  '123456789012345',
  'abcdefghijklmnop',
  'iloveyou2023!!',
  'correcthorsebatterystaple',
  'Welcome-Summer-2026',
  'ada.lovelace2026',
  'analytical.example1',
  'letmeinletmein',
  '1qaz2wsx3edc4rfv',
  'x'.repeat(300),
])('does not take %s', (password) => {
  expect(() => requireStrong(password, about)).toThrow('choose another password')
})

it.each([
  'tin lantern over the ridge',
  'mein Fahrrad quietscht',
  'zqvkjwpxnrtd',
  'Grünkohl mit Pinkel',
  '雨が降る前に傘を持って出かける',
  'password of the marmalade bureau',
])('takes %s, whatever it is composed of', (password) => {
  expect(() => requireStrong(password, about)).not.toThrow()
})
