import { httpAnswer } from "../http-answer.ts";

export const rateLimited = httpAnswer("rate-limited");
