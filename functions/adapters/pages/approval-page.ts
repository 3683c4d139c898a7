import type { ApprovalPage } from '../../application/approval/approval-ports.ts';
import { lockedPage, missingPage } from './locked-page.ts';
import { reviewPage } from './review-page.ts';

/** The approval page as HTML that works without script. */
export const renderApprovalPage: ApprovalPage = (view) => {
  switch (view.view) {
    case 'missing':
      return missingPage();
    case 'locked':
      return lockedPage(view);
    case 'review':
      return reviewPage(view);
  }
};
