using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using SsoOidc.LocalServer.State;

namespace SsoOidc.LocalServer.Pages;

/// <summary>The frame of every page: no scripts, no other resources, one style sheet named by a nonce.</summary>
internal static class PageLayout
{
    private const string Style = """
        :root { color-scheme: light dark; font: 1.05rem/1.5 system-ui, sans-serif; }
        body { margin: 0; display: grid; place-items: center; min-height: 100vh; }
        main { width: min(30rem, 100% - 3rem); padding: 1.5rem 0; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
        .code { font: 700 1.8rem/1.4 ui-monospace, monospace; letter-spacing: .1em; }
        label { display: block; font-weight: 600; margin-bottom: .35rem; }
        input { font: 1.3rem ui-monospace, monospace; letter-spacing: .1em; width: 100%; box-sizing: border-box; padding: .5rem; }
        button { font: inherit; padding: .55rem 1.4rem; margin: 1rem .5rem 0 0; cursor: pointer; }
        .note { border-left: .25rem solid; padding-left: .75rem; }
        footer { margin-top: 2rem; font-size: .85rem; }
        """;

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>Writes a page. <paramref name="body"/> is HTML: whatever came from outside must be encoded in it already.</summary>
    public static Task WriteAsync(HttpContext context, int status, string title, string body)
    {
        var nonce = Secret.Create();
        var html = Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(title)} - Local Identity Center</title>
            <style nonce="{nonce}">
            {Style}
            </style>
            </head>
            <body>
            <main>
            <h1>{Encode(title)}</h1>
            {body}
            <footer>This is a local Identity Center for development. It knows no AWS account.</footer>
            </main>
            </body>
            </html>

            """);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = html.Length;
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        return context.Response.Body.WriteAsync(html, context.RequestAborted).AsTask();
    }
}
