@NullMarked
package com.example.sample.adapter.sqs;

import org.jspecify.annotations.NullMarked;
