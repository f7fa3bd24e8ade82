// The bridge of the strip above a console page: five acts out, one state in. The console page itself has no preload.
import { contextBridge, ipcRenderer } from 'electron'
import { type StripBridge, type StripState, stripActs, stripChannel } from '../shared/strip-bridge.ts'

const bridge: StripBridge = {
  act(act) {
    if (stripActs.includes(act)) ipcRenderer.send(stripChannel, act)
  },
  onState(take) {
    ipcRenderer.on(stripChannel, (_event, state: StripState) => take(state))
    // Whoever listens from now on is told at once.
    ipcRenderer.send(stripChannel, 'listening')
  },
}
contextBridge.exposeInMainWorld('strip', bridge)
