/** Where the development server finds the backend; in containers it has another name. */
const target = process.env.BACKEND_URL ?? 'http://localhost:3000';

export default {
  '/api': { target, secure: false },
  '/socket.io': { target, secure: false, ws: true },
};
