using System.Text.Json;

namespace SsoOidc.Protocol;

/// <summary>How answers are read.</summary>
internal static class JsonReading
{
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 100 };

    /// <summary>
    /// For what could not be read otherwise: comments are taken, as the reference does. They are so rare that it pays not to look
    /// for them at every token.
    /// </summary>
    public static readonly JsonReaderOptions WithComments = new() { MaxDepth = 100, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Whether the exception comes from text that is not JSON, or not the JSON that a member takes.</summary>
    public static bool IsReaderException(Exception exception) =>
        exception is JsonException or InvalidOperationException or FormatException or Shapes.UnexpectedValueException;

    /// <summary>Whether there can be a comment.</summary>
    public static bool MayHaveComments(ReadOnlySpan<byte> json) => json.IndexOf("/*"u8) >= 0 || json.IndexOf("//"u8) >= 0;

    /// <summary>Makes sure that nothing but white space and comments follows.</summary>
    public static void ReadToEnd(ref Utf8JsonReader reader)
    {
        if (reader.Read())
        {
            throw new JsonException("More follows after the end of the document.");
        }
    }
}
