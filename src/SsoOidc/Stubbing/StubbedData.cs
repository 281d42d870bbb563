using System.Text.Json;
using SsoOidc.Shapes;

namespace SsoOidc.Stubbing;

/// <summary>Default data with given members in place.</summary>
internal static class StubbedData
{
    public static SsoOidcResponse Create(Operation operation, IReadOnlyDictionary<string, object?>? data)
    {
        var defaults = operation.CreateStub();
        if (data is null || data.Count == 0)
        {
            return defaults;
        }

        var errors = new List<ParameterError>();
        ParameterValidator.Validate(operation.Output, data, errors);
        if (errors.Count > 0)
        {
            throw new ParameterValidationException(errors);
        }

        var members = operation.ResponseToDictionary(defaults);
        foreach (var (name, value) in data)
        {
            members[name] = value;
        }

        var writer = new JsonBodyWriter(512);
        LooseJson.WriteStructure(ref writer, operation.Output, members);
        try
        {
            var reader = new Utf8JsonReader(writer.Written);
            reader.Read();
            return operation.ReadResponse(ref reader);
        }
        catch (UnexpectedValueException e)
        {
            throw new ParameterValidationException(ParameterError.WrongType(e.Member, e.Expected, "a value out of range"));
        }
        finally
        {
            writer.Discard();
        }
    }
}
