/** Deploys a stage with the CDK command line, to AWS or to LocalStack. */
@NullMarked
package io.orderchannel.demo.deploy;

import org.jspecify.annotations.NullMarked;
