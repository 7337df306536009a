/** Reads the QR code in a picture; nothing where there is none. */
export interface CodeReader {
  read(picture: ImageData): Promise<string | undefined>;
}

/** Enough to read a code that fills a tenth of the picture. */
const WIDEST = { frame: 960, photo: 1_600 };

/** What a camera shows now, as points; nothing before its first picture. */
export function frameOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | undefined {
  return pointsOf(video, video.videoWidth, video.videoHeight, canvas, WIDEST.frame);
}

/** A photo from a file, as points; rejects where the browser knows no picture in it. */
export async function photoOf(file: Blob): Promise<ImageData | undefined> {
  const picture = await createImageBitmap(file);
  try {
    return pointsOf(picture, picture.width, picture.height, document.createElement('canvas'), WIDEST.photo);
  } finally {
    picture.close();
  }
}

function pointsOf(
  source: CanvasImageSource,
  width: number,
  height: number,
  canvas: HTMLCanvasElement,
  widest: number,
): ImageData | undefined {
  const scale = Math.min(1, widest / Math.max(width, height, 1));
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context || !canvas.width || !canvas.height) return undefined;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
