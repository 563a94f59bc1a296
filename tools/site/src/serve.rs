//! A server for this machine only: loopback, nothing cached, the page's own policy as a header.

use crate::Outcome;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Response};
use axum::{Router, body::Body};
use std::fs;
use std::path::Path;
use tokio::net::TcpListener;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// Serves `dist` until it is stopped, on another port if the given one is in use.
pub(crate) fn serve(dist: &Path, port: u16) -> Outcome {
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index)
        .map_err(|error| format!("{}: {error}; build the site first", index.display()))?;
    let policy = policy(&html).and_then(|policy| HeaderValue::from_str(policy).ok());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(run(dist, port, policy)).map_err(|error| error.to_string())
}

async fn run(dist: &Path, port: u16, policy: Option<HeaderValue>) -> std::io::Result<()> {
    let listener = match TcpListener::bind(("127.0.0.1", port)).await {
        Ok(listener) => listener,
        Err(_) => TcpListener::bind(("127.0.0.1", 0)).await?,
    };
    println!("http://127.0.0.1:{}/", listener.local_addr()?.port());
    let always = |name: HeaderName, value| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    let app = Router::new()
        .fallback_service(ServeDir::new(dist))
        .layer(SetResponseHeaderLayer::overriding(CONTENT_TYPE, media_type))
        .layer(SetResponseHeaderLayer::overriding(CONTENT_SECURITY_POLICY, policy))
        .layer(always(CACHE_CONTROL, "no-store"))
        .layer(always(REFERRER_POLICY, "no-referrer"))
        .layer(always(X_CONTENT_TYPE_OPTIONS, "nosniff"));
    axum::serve(listener, app).await
}

// Returns the media type guessed from the name; texts are UTF-8.
fn media_type(response: &Response<Body>) -> Option<HeaderValue> {
    let guessed = response.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let text = guessed.starts_with("text/") || guessed.ends_with("json");
    if !text || guessed.contains("charset") {
        return HeaderValue::from_str(guessed).ok();
    }
    HeaderValue::from_str(&format!("{guessed}; charset=utf-8")).ok()
}

/// Returns the content of the page's `<meta http-equiv="Content-Security-Policy">`.
fn policy(html: &str) -> Option<&str> {
    let tag = html.split_once("http-equiv=\"Content-Security-Policy\"")?.1.split_once('>')?.0;
    Some(tag.split_once("content=\"")?.1.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_read_from_the_page() {
        let html = "<meta charset=utf-8>\n<meta http-equiv=\"Content-Security-Policy\" \
                    content=\"default-src 'none'; script-src 'self'\">";
        assert_eq!(policy(html), Some("default-src 'none'; script-src 'self'"));
        assert_eq!(policy("<meta name=\"x\" content=\"y\">"), None);
    }

    #[test]
    fn texts_are_sent_as_utf_8_and_the_rest_as_it_is() {
        for (guessed, sent) in [
            ("text/javascript", "text/javascript; charset=utf-8"),
            ("text/html; charset=utf-16", "text/html; charset=utf-16"),
            ("application/wasm", "application/wasm"),
        ] {
            let response =
                Response::builder().header(CONTENT_TYPE, guessed).body(Body::empty()).unwrap();
            assert_eq!(media_type(&response).unwrap(), sent);
        }
    }
}
