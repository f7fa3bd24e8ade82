// What the desktop asks or says in a box of the system: a yes or no, what becomes of sessions at the end, a sentence.
import type { Electron } from './electron-parts.ts'
import type { QuitQuestion } from './quitting.ts'

export type YesOrNo = {
  readonly message: string
  readonly detail: string
  readonly yes: string
  /** `Cancel` when it is not said. */
  readonly no?: string
}

export type SystemQuestions = {
  /** False for no, and for whatever else closes the box. */
  confirm(question: YesOrNo): Promise<boolean>
  /** The number of the button, and whether it shall be so from now on. */
  quit(question: QuitQuestion): Promise<{ readonly button: number; readonly always: boolean }>
  say(message: string, detail: string): void
}

/** The last button of the question cancels. */
const cancelOfQuit = 2

export const createSystemQuestions = ({ dialog }: Pick<Electron, 'dialog'>): SystemQuestions => ({
  async confirm({ message, detail, yes, no = 'Cancel' }) {
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message,
      detail,
      buttons: [no, yes],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    return response === 1
  },
  async quit({ message, detail, buttons, checkbox }) {
    const { response, checkboxChecked } = await dialog.showMessageBox({
      type: 'question',
      message,
      detail,
      buttons: [...buttons],
      checkboxLabel: checkbox,
      defaultId: 0,
      cancelId: cancelOfQuit,
      noLink: true,
    })
    return { button: response, always: checkboxChecked }
  },
  say: (message, detail) => void dialog.showMessageBox({ type: 'info', message, detail, buttons: ['OK'] }),
})
