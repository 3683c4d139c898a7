import { buildImage } from '../actions/build-image.ts';
import { promoteImage } from '../actions/promote-image.ts';
import { defineSpecialist } from '../define-specialist.ts';
import { cveFeed } from '../tools/cve-feed.ts';
import { buildImageTool, promoteImageTool, validateImage } from './tools.ts';
import { wording } from './wording.ts';

export const image = defineSpecialist({
  name: 'image_agent',
  purpose: 'Keeps golden images: builds, validates and promotes them.',
  taskType: 'image_management',
  wording,
  tools: [buildImageTool, validateImage, promoteImageTool, cveFeed],
  proposes: [buildImage, promoteImage],
});
