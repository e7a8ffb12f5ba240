/** The queues that functions of the Sample context poll themselves. */
@NullMarked
package com.example.sample.adapter.sqs;

import org.jspecify.annotations.NullMarked;
