<?php
// Router of PHP's own web server: /wiki/Title goes to index.php, all else is served as it lies.
$path = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
if ( !preg_match( '~^/(wiki/|$)~', $path ) ) {
	return false;
}
$root = $_SERVER['DOCUMENT_ROOT'];
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = "$root/index.php";
chdir( $root );
require 'index.php';
