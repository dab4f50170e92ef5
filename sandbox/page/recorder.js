// A voice message: recorded where there is a microphone, else a short tone made here.
import { toBase64 } from "./attach.js";

const RATE = 16000;
const TONE_SECONDS = 1.5;

/** Starts recording; null when this browser or machine cannot. */
export async function startRecording() {
  if (!globalThis.MediaRecorder || !navigator.mediaDevices) return null;
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    return null;
  }
  const recorder = new MediaRecorder(stream);
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.start();
  const begun = performance.now();
  return { seconds: () => (performance.now() - begun) / 1000, stop: () => finish(recorder, stream, parts, begun) };
}

/** A voice message as the sandbox takes it. */
async function voice(blob, mime, seconds) {
  return { voice: { data: await toBase64(blob), mime_type: mime, duration: Math.max(1, Math.round(seconds)) } };
}

function finish(recorder, stream, parts, begun) {
  return new Promise((resolve) => {
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      resolve(voice(new Blob(parts), recorder.mimeType.split(";")[0], (performance.now() - begun) / 1000));
    };
    recorder.stop();
  });
}

/** Two soft notes as a WAV file. */
export function sampleTone() {
  const count = RATE * TONE_SECONDS;
  const view = new DataView(new ArrayBuffer(44 + 2 * count));
  const ascii = (at, text) => [...text].forEach((sign, index) => view.setUint8(at + index, sign.charCodeAt(0)));
  ascii(0, "RIFF");
  view.setUint32(4, 36 + 2 * count, true);
  ascii(8, "WAVEfmt ");
  [[16, 16, 4], [20, 1, 2], [22, 1, 2], [24, RATE, 4], [28, 2 * RATE, 4], [32, 2, 2], [34, 16, 2], [40, 2 * count, 4]]
    .forEach(([at, value, size]) => (size === 4 ? view.setUint32(at, value, true) : view.setUint16(at, value, true)));
  ascii(36, "data");
  for (let i = 0; i < count; i += 1) view.setInt16(44 + 2 * i, note(i / RATE), true);
  return voice(new Blob([view.buffer]), "audio/wav", TONE_SECONDS);
}

function note(time) {
  const second = time >= TONE_SECONDS / 2;
  const since = second ? time - TONE_SECONDS / 2 : time;
  return 8000 * Math.exp(-4 * since) * Math.sin(2 * Math.PI * (second ? 523 : 392) * time);
}
