// The camera, and the squares that it sees. Where the browser reads squares itself it does; else
// `vendor/qr` does, loaded from our own host before the camera is needed.

const PAUSE = 120; // milliseconds between two looks: a phone stays cool, a person does not notice
const AGAIN = 3000; // a code that stays before the camera is one scan
const WIDEST = 800;

async function nativeReader() {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats?.()) ?? [];
  if (!formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue;
}

async function ownReader(address) {
  const { decodeQR } = await import(address);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDEST / video.videoWidth);
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return undefined; // no square in this frame
    }
  };
}

export async function loadReader(address) {
  return (await nativeReader()) ?? ownReader(address);
}

// Calls `onCode` for each square that comes into view, until `signal` says to stop; also while the
// browser still asks whether it may.
export async function watch(video, reader, onCode, signal) {
  await show(video, signal);
  let seen = { text: "", at: 0 };
  const look = async () => {
    if (signal.aborted) return;
    const text = video.videoWidth ? await reader(video).catch(() => undefined) : undefined;
    if (text && !signal.aborted) {
      if (text !== seen.text || Date.now() - seen.at > AGAIN) onCode(text);
      seen = { text, at: Date.now() };
    }
    setTimeout(look, PAUSE);
  };
  look();
}

async function show(video, signal) {
  const wanted = { video: { facingMode: "environment" }, audio: false };
  const stream = await navigator.mediaDevices.getUserMedia(wanted);
  const stop = () => {
    stream.getTracks().forEach((track) => track.stop());
    if (video.srcObject === stream) video.srcObject = null;
  };
  if (signal.aborted) return stop();
  signal.addEventListener("abort", stop);
  video.srcObject = stream;
  try {
    await video.play();
  } catch (error) {
    stop();
    throw error;
  }
}
